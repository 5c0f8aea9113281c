#!lua
-- Whether others may see what a person rated: '1', '0', or 'gone' for good. When that was said is a stamp, so that what
-- others see of the person's reviews can be joined like every other record. The stream gets an event that stands for all.
local meta, events = KEYS[1], KEYS[2]
local uid, state = ARGV[1], ARGV[2]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local before = redis.call('HMGET', meta, 'public', 'publicStamp')
if before[1] == state then return 0 end
local ms = before[2] and math.max(now, tonumber(string.sub(before[2], 1, 12), 16) + 1) or now
redis.call('HSET', meta, 'public', state, 'publicStamp', string.format('%012x', ms) .. string.rep('0', 20))
redis.call('XADD', events, '*', 'uid', uid, 'all', state)
redis.call('PUBLISH', 'events', uid)
return 1
