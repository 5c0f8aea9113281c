#!lua
-- Notes how many records of each collection exist, as somebody counted them, unless something changed since. 0 where it did,
-- 1 where that was what stood there, 2 where not.
local meta = KEYS[1]
local seq = ARGV[1]
if (redis.call('HGET', meta, 'seq') or '0') ~= seq then return 0 end
local counted, result = {}, 1
for index = 2, #ARGV, 2 do counted['n:' .. ARGV[index]] = ARGV[index + 1] end
local held = redis.call('HGETALL', meta)
for index = 1, #held, 2 do
  local name = held[index]
  if string.sub(name, 1, 2) == 'n:' then
    if (counted[name] or '0') ~= held[index + 1] then
      result = 2
      redis.call('HSET', meta, name, counted[name] or '0')
    end
    counted[name] = nil
  end
end
for name, count in pairs(counted) do
  result = 2
  redis.call('HSET', meta, name, count)
end
return result
