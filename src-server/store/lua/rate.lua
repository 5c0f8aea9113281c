#!lua
-- What one person's review says of a title to others, joined to what it said before, and the title's sums changed by
-- the difference: whatever comes twice or late changes nothing.
-- include record
local ratings, totals, reviewers = KEYS[1], KEYS[2], KEYS[3]
local uid, text = ARGV[1], ARGV[2]

local function look(packed)
  local record = packed and parse(packed)
  if not record or record.values['_x'] ~= '0' or record.values['public'] ~= '1' then return nil, false end
  return tonumber(record.values['rating']), record.values['written'] == '1'
end

local stored = redis.call('HGET', ratings, uid)
local merged = text
if stored then
  local mine, theirs = parse(stored), parse(text)
  merged = includes(mine, theirs) and stored or includes(theirs, mine) and text or join(mine, theirs)
  if merged == stored then return 0 end
end
local before = look(stored)
local after, written = look(merged)
if before ~= after then
  if before then
    redis.call('HINCRBY', totals, 'count', -1)
    redis.call('HINCRBY', totals, 'sum', -before)
    redis.call('HINCRBY', totals, math.floor(before / 10), -1)
  end
  if after then
    redis.call('HINCRBY', totals, 'count', 1)
    redis.call('HINCRBY', totals, 'sum', after)
    redis.call('HINCRBY', totals, math.floor(after / 10), 1)
  end
end
redis.call('HSET', ratings, uid, merged)
if written then
  redis.call('ZADD', reviewers, tonumber(sub(merged, 1, 12), 16), uid)
else
  redis.call('ZREM', reviewers, uid)
end
return 1
