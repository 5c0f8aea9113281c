#!lua
-- Whether a device is still signed in, and as what. Its token proves that it got the answer that held the token.
local devices, account = KEYS[1], KEYS[2]
local device, counter = ARGV[1], tonumber(ARGV[2])
local held = redis.call('HMGET', devices, device, device .. ':used')
if not held[1] then return false end
if counter > tonumber(held[2] or 0) then redis.call('HSET', devices, device .. ':used', counter) end
return redis.call('HGET', account, 'role')
