"""Lua scripts: each is one indivisible step that may be repeated.

A record that can be used up is a hash: ``payload``, and ``by``, the attempt that did; by it TAKE
and REDEEM know their own repeat, as REPLACE does by the ``revision`` of a grant. Consents and
sign-ons are sets. The first write of each script that keeps something is one that Redis refuses
when it is out of memory, so that a refusal leaves everything as it was.
"""

TAKE = """
local record = redis.call('HMGET', KEYS[1], 'payload', 'by')
if not record[1] then return 0 end
if record[2] then return record[2] == ARGV[1] and 1 or 0 end
redis.call('HSET', KEYS[1], 'by', ARGV[1])
return 1
"""

# 0: unknown, 1: redeemed by this attempt, 2: redeemed by another.
REDEEM = """
local record = redis.call('HMGET', KEYS[1], 'payload', 'by')
if not record[1] then return 0 end
if record[2] then return record[2] == ARGV[1] and 1 or 2 end
redis.call('HSET', KEYS[2], 'payload', ARGV[2], 'revision', ARGV[1])
redis.call('HSET', KEYS[1], 'by', ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
"""

# Without a fourth argument the record is kept for the time it had left.
REPLACE = """
local revision = redis.call('HGET', KEYS[1], 'revision')
if revision == ARGV[2] then return 1 end
if revision ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'payload', ARGV[3], 'revision', ARGV[2])
if ARGV[4] then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
return 1
"""

# Gives what it removed.
REMOVE = """
local payload = redis.call('HGET', KEYS[1], 'payload')
redis.call('DEL', KEYS[1])
return payload
"""

# A sorted set of names, by when the record of each may go; gives those that have to make room for
# a new one, which is not among them however short its own time is: only of its own group, by which
# their names begin.
NOTE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], 'GT', now + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
local out, group = {}, {}
if redis.call('ZCARD', KEYS[1]) <= tonumber(ARGV[3]) then return out end
for _, name in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if string.sub(name, 1, #ARGV[4]) == ARGV[4] then group[#group + 1] = name end
end
local crowd = #group - ARGV[3]
for _, name in ipairs(group) do
  if name ~= ARGV[1] and #out < crowd then out[#out + 1] = name end
end
return out
"""

# What is there stays: only a repeat that was under way for long can find it, and it must
# neither freshen a used record nor shorten the life of a tombstone.
PUT = """
if redis.call('HSETNX', KEYS[1], 'payload', ARGV[1]) == 1 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 1
"""

# The time of the whole set begins anew.
ADD = """
if ARGV[2] then redis.call('SADD', KEYS[1], unpack(ARGV, 2)) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1
"""

END = """
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
return redis.call('SMEMBERS', KEYS[2])
"""

# 1 also for the holder again: it is the one whose reply was lost.
LEASE = """
local holder = redis.call('GET', KEYS[1])
if holder then return holder == ARGV[1] and 1 or 0 end
redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])
return 1
"""
