#!lua
-- A page of a feed with the state that it was read in, at one moment. What it means to a device (a fork, a purge missed)
-- is told by src-shared/sync from that state. `device` is '' where the feed is read by others than its owner.
local meta, generations, records, feed, devices = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local device, counter, after, limit, mostBytes = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if device ~= '' then
  local held = redis.call('HMGET', devices, device, device .. ':used')
  if not held[1] then return { 'revoked', now } end
  if counter ~= '' and tonumber(counter) > tonumber(held[2] or 0) then
    redis.call('HSET', devices, device .. ':used', counter)
  end
end

local state = redis.call('HMGET', meta, 'seq', 'floor')
local following = redis.call('ZRANGEBYSCORE', feed, '(' .. after, '+inf', 'WITHSCORES', 'LIMIT', 0, limit + 1)
local page, bytes, more = {}, 0, 0
local portion = 100
for first = 1, math.min(#following, limit * 2), portion * 2 do
  local members = {}
  for index = first, math.min(first + portion * 2 - 2, limit * 2 - 1, #following - 1), 2 do
    table.insert(members, following[index])
  end
  local texts = redis.call('HMGET', records, unpack(members))
  for place, member in ipairs(members) do
    if bytes > mostBytes then
      more = 1
      break
    end
    local text = texts[place]
    bytes = bytes + #text
    table.insert(page, member)
    table.insert(page, following[first + place * 2 - 1])
    table.insert(page, text)
  end
  if more == 1 then break end
end
if #following > limit * 2 then more = 1 end
return {
  'page', now, tonumber(state[1] or 0), tonumber(state[2] or 0), redis.call('LRANGE', generations, 0, -1), more, page
}
