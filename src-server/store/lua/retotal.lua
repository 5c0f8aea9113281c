#!lua
-- Adds a title's sums up anew from all that people's reviews say of it. 1 where something else stood there.
-- include record
local ratings, totals, reviewers = KEYS[1], KEYS[2], KEYS[3]

local sums, writers = { count = 0, sum = 0 }, {}
local flat = redis.call('HGETALL', ratings)
for index = 1, #flat, 2 do
  local record = parse(flat[index + 1])
  if record.values['_x'] == '0' and record.values['public'] == '1' then
    local rating = tonumber(record.values['rating'])
    if rating then
      local point = math.floor(rating / 10)
      sums.count, sums.sum, sums[point] = sums.count + 1, sums.sum + rating, (sums[point] or 0) + 1
    end
    if record.values['written'] == '1' then writers[flat[index]] = tonumber(sub(flat[index + 1], 1, 12), 16) end
  end
end

local changed = 0
local held = redis.call('HGETALL', totals)
local expected = {}
for name, value in pairs(sums) do expected[tostring(name)] = format('%.0f', value) end
for index = 1, #held, 2 do
  if (expected[held[index]] or '0') ~= held[index + 1] then changed = 1 end
  if expected[held[index]] == held[index + 1] then expected[held[index]] = nil end
end
for _, value in pairs(expected) do
  if value ~= '0' then changed = 1 end
end
if changed == 1 then
  redis.call('DEL', totals)
  for name, value in pairs(sums) do
    if value ~= 0 then redis.call('HSET', totals, name, format('%.0f', value)) end
  end
end

for _, uid in ipairs(redis.call('ZRANGE', reviewers, 0, -1)) do
  if not writers[uid] then
    redis.call('ZREM', reviewers, uid)
    changed = 1
  end
end
for uid, ms in pairs(writers) do
  if redis.call('ZADD', reviewers, 'CH', format('%.0f', ms), uid) == 1 then changed = 1 end
end
return changed
