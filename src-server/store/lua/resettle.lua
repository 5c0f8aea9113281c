#!lua
-- Puts another projection of a person's review in the place of the one that was seen, or takes it away where there is none
-- ('' for nothing). Where somebody changed it meanwhile, that one knew better.
local ratings = KEYS[1]
local uid, seen, text = ARGV[1], ARGV[2], ARGV[3]
if (redis.call('HGET', ratings, uid) or '') ~= seen then return 0 end
if text == '' then
  redis.call('HDEL', ratings, uid)
else
  redis.call('HSET', ratings, uid, text)
end
return 1
