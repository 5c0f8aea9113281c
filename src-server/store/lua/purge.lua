#!lua
-- Forgets tombstones that every device had time to hear of, and notes up to where something was forgotten. Members come
-- from a look at the records that wasn't part of this moment, so each is looked at again.
local meta, records, feed = KEYS[1], KEYS[2], KEYS[3]
local horizon = ARGV[1]
local floor = tonumber(redis.call('HGET', meta, 'floor') or 0)
local purged = {}
for index = 2, #ARGV do
  local text = redis.call('HGET', records, ARGV[index])
  if text and string.match(text, '\n_x@?%x*=(%d)') == '1' and string.sub(text, 1, 32) < horizon then
    floor = math.max(floor, tonumber(redis.call('ZSCORE', feed, ARGV[index])))
    table.insert(purged, ARGV[index])
  end
end
if #purged > 0 then
  redis.call('HDEL', records, unpack(purged))
  redis.call('ZREM', feed, unpack(purged))
  redis.call('HSET', meta, 'floor', floor)
end
return #purged
