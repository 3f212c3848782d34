"""Lua scripts: each is one indivisible step that may be repeated.

A record that can be used up is a hash: ``payload``, and ``by``, the attempt that did; by it TAKE
and REDEEM know their own repeat. Consents and sign-ons are sets. The first write of each script is
one that Redis refuses when it is out of memory, so that a refusal leaves everything as it was.
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
redis.call('HSET', KEYS[1], 'by', ARGV[1])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
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
