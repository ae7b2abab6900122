using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CsCheck;
using Xunit;

namespace Hal.Tests.Memory;

public sealed unsafe class BouncePoolTests : IDisposable
{
    private const int SlotSize = 64;
    private const int Slots = 24;
    private static readonly PhysAddr Base = new(0x4000_0000);
    private readonly PinnedBuffer _window = new(Slots * SlotSize);
    private readonly PinnedBuffer _memory = new(64 * 1024);
    private readonly BouncePool _pool;

    public BouncePoolTests() => _pool = new BouncePool(new DmaAllocation(Base, _window.Buffer.Pointer), Slots * SlotSize, SlotSize);

    public void Dispose()
    {
        _pool.Dispose();
        _window.Dispose();
        _memory.Dispose();
    }

    [Theory]
    [InlineData(BufferDirection.DriverToDevice, 1)]
    [InlineData(BufferDirection.DriverToDevice, 100)]
    [InlineData(BufferDirection.DeviceToDriver, 64)]
    [InlineData(BufferDirection.DeviceToDriver, 65)]
    [InlineData(BufferDirection.Both, 1000)]
    public void Bytes_go_in_and_come_back_as_the_direction_says(BufferDirection direction, int length)
    {
        DmaBuffer buffer = _memory.Buffer.Slice(3, length);
        new Random(1).NextBytes(buffer.AsSpan());
        byte[] before = buffer.AsSpan().ToArray();
        PhysAddr paddr = _pool.Share(buffer, direction);
        Assert.True(Device(paddr, length).SequenceEqual(before));
        Device(paddr, length)[0] ^= 0xFF;
        Assert.True(buffer.AsSpan().SequenceEqual(before)); // not before Unshare
        _pool.Unshare(paddr, buffer, direction);
        byte expected = direction == BufferDirection.DriverToDevice ? before[0] : (byte)~before[0];
        Assert.Equal(expected, buffer[0]);
        Assert.True(buffer.AsSpan()[1..].SequenceEqual(before.AsSpan(1))); // what the device did not write keeps its value
        Assert.Equal((Slots, 0, 1L), (_pool.FreeSlots, _pool.LiveShares, _pool.Bounces));
        Assert.Equal(direction == BufferDirection.DriverToDevice ? length : 2L * length, _pool.BouncedBytes);
    }

    [Fact]
    public void The_same_buffer_shared_twice_is_two_bounces()
    {
        DmaBuffer buffer = _memory.Buffer.Slice(0, 10);
        PhysAddr first = _pool.Share(buffer, BufferDirection.DriverToDevice);
        PhysAddr second = _pool.Share(buffer, BufferDirection.DriverToDevice);
        Assert.NotEqual(first, second);
        _pool.Unshare(first, buffer, BufferDirection.DriverToDevice);
        PhysAddr other = _pool.Share(_memory.Buffer.Slice(100, 10), BufferDirection.DriverToDevice);
        Assert.NotEqual(second, other);
        _pool.Unshare(second, buffer, BufferDirection.DriverToDevice);
    }

    [Fact]
    public void No_room_is_a_DmaException_and_holds_nothing()
    {
        PhysAddr[] held = Enumerable.Range(0, Slots).Select(i => _pool.Share(_memory.Buffer.Slice(i, 1), BufferDirection.Both)).ToArray();
        var exception = Assert.Throws<DmaException>(() => _pool.Share(_memory.Buffer.Slice(0, 1), BufferDirection.Both));
        Assert.Contains("0 of 24 are free", exception.Message);
        for (int i = 0; i < Slots; i += 2)
        {
            _pool.Unshare(held[i], _memory.Buffer.Slice(i, 1), BufferDirection.Both);
        }

        Assert.Equal(Slots / 2, _pool.FreeSlots);
        exception = Assert.Throws<DmaException>(() => _pool.Share(_memory.Buffer.Slice(0, 65), BufferDirection.Both)); // no two side by side
        Assert.Contains("2 slots of 64 bytes side by side", exception.Message);
        Assert.Equal(Slots / 2, _pool.LiveShares);
        Assert.Throws<DmaException>(() => _pool.Share(_memory.Buffer.Slice(0, (Slots * SlotSize) + 1), BufferDirection.Both)); // larger than the pool
    }

    [Fact]
    public void Visible_memory_is_passed_through()
    {
        var visible = new DmaAllocation(new PhysAddr(0x9000_0000), _memory.Buffer.Pointer + 4096);
        _pool.AddVisible(visible, 4096);
        DmaBuffer inside = _memory.Buffer.Slice(4096 + 10, 4086);
        PhysAddr paddr = _pool.Share(inside, BufferDirection.Both);
        Assert.Equal(visible.Paddr + 10, paddr);
        _pool.Unshare(paddr, inside, BufferDirection.Both);
        Assert.Equal((0, 0L, Slots), (_pool.LiveShares, _pool.Bounces, _pool.FreeSlots));

        foreach ((int offset, int length) in new[] { (4095, 2), (8191, 2), (4000, 50), (8192, 1), (4095, 1) }) // partly or wholly outside
        {
            DmaBuffer buffer = _memory.Buffer.Slice(offset, length);
            PhysAddr bounced = _pool.Share(buffer, BufferDirection.Both);
            Assert.InRange(bounced.Value, Base.Value, Base.Value + (Slots * SlotSize));
            _pool.Unshare(bounced, buffer, BufferDirection.Both);
        }

        PhysAddr live = _pool.Share(inside, BufferDirection.Both);
        Assert.Equal("HAL1001", Assert.Throws<HalContractException>(() => _pool.Unshare(live + 1, inside, BufferDirection.Both)).RuleId);
        _pool.RemoveVisible(visible.Paddr);
        Assert.Equal("HAL1001", Assert.Throws<HalContractException>(() => _pool.Unshare(live, inside, BufferDirection.Both)).RuleId);
        Assert.Throws<ArgumentException>(() => _pool.RemoveVisible(visible.Paddr));
        PhysAddr afterwards = _pool.Share(inside.Slice(0, 10), BufferDirection.Both);
        Assert.InRange(afterwards.Value, Base.Value, Base.Value + (Slots * SlotSize));
    }

    [Fact]
    public void Several_ranges_are_visible()
    {
        for (int i = 9; i >= 0; i--)
        {
            _pool.AddVisible(new DmaAllocation(new PhysAddr(0x9000_0000 + ((ulong)i * 0x10000)), _memory.Buffer.Pointer + (i * 1000)), 500);
        }

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(
                new PhysAddr(0x9000_0000 + ((ulong)i * 0x10000) + 499),
                _pool.Share(_memory.Buffer.Slice((i * 1000) + 499, 1), BufferDirection.Both));
        }

        Assert.Throws<ArgumentException>(
            () => _pool.AddVisible(new DmaAllocation(new PhysAddr(0x8000_0000), _memory.Buffer.Pointer + 499), 1));
        Assert.Throws<ArgumentException>(
            () => _pool.AddVisible(new DmaAllocation(new PhysAddr(0x8000_0000), _memory.Buffer.Pointer + 900), 101));
        _pool.AddVisible(new DmaAllocation(new PhysAddr(0x8000_0000), _memory.Buffer.Pointer + 500), 500);
    }

    [Fact]
    public void Wrong_releases_are_refused_and_touch_nothing()
    {
        DmaBuffer buffer = _memory.Buffer.Slice(0, 100);
        PhysAddr paddr = _pool.Share(buffer, BufferDirection.DeviceToDriver);
        Device(paddr, 100).Fill(0xEE);
        Refused("HAL1005", paddr, buffer, BufferDirection.Both);
        Refused("HAL1006", paddr, _memory.Buffer.Slice(0, 99), BufferDirection.DeviceToDriver);
        Refused("HAL1006", paddr, _memory.Buffer.Slice(1, 100), BufferDirection.DeviceToDriver);
        Refused("HAL1001", paddr + 1, buffer, BufferDirection.DeviceToDriver);
        Refused("HAL1001", paddr + SlotSize, buffer, BufferDirection.DeviceToDriver); // the second slot of the same share
        Refused("HAL1001", default, buffer, BufferDirection.DeviceToDriver);
        Refused("HAL1001", Base - 1, buffer, BufferDirection.DeviceToDriver);
        Refused("HAL1001", Base + (Slots * SlotSize), buffer, BufferDirection.DeviceToDriver);
        Assert.Equal(0, buffer[0]);
        _pool.Unshare(paddr, buffer, BufferDirection.DeviceToDriver);
        Assert.Equal(0xEE, buffer[99]);
        Refused("HAL1001", paddr, buffer, BufferDirection.DeviceToDriver); // a second time
        Assert.Equal(Slots, _pool.FreeSlots);

        void Refused(string rule, PhysAddr address, DmaBuffer memory, BufferDirection direction) =>
            Assert.Equal(rule, Assert.Throws<HalContractException>(() => _pool.Unshare(address, memory, direction)).RuleId);
    }

    [Fact]
    public void Unfit_arguments_are_refused()
    {
        byte* window = _window.Buffer.Pointer;
        Assert.Equal("memory", Assert.Throws<ArgumentException>(() => new BouncePool(default, 4096)).ParamName);
        Assert.Equal("memory", Assert.Throws<ArgumentException>(() => new BouncePool(new DmaAllocation(Base, null), 4096)).ParamName);
        Assert.Equal("memory", Assert.Throws<ArgumentException>(() => new BouncePool(new DmaAllocation(default, window), 4096)).ParamName);
        foreach (int size in new[] { 0, -64, 32, 65, 96 })
        {
            Assert.Equal(
                "slotSize",
                Assert.Throws<ArgumentOutOfRangeException>(() => new BouncePool(new DmaAllocation(Base, window), 4096, size)).ParamName);
        }

        Assert.Equal(
            "length", Assert.Throws<ArgumentOutOfRangeException>(() => new BouncePool(new DmaAllocation(Base, window), 511)).ParamName);
        Assert.Equal(
            "length",
            Assert.Throws<ArgumentOutOfRangeException>(() => new BouncePool(new DmaAllocation(Base, window), nuint.MaxValue)).ParamName);
        Assert.Throws<ArgumentException>(() => _pool.Share(default, BufferDirection.Both));
        Assert.Throws<ArgumentException>(() => _pool.AddVisible(default, 10));
        Assert.Throws<ArgumentException>(() => _pool.AddVisible(new DmaAllocation(Base, window), 0));
        Assert.Equal((64, 24), (_pool.SlotSize, _pool.SlotCount));
    }

    /// <summary>Any sequence of shares and unshares, against a model that knows which slots are taken.</summary>
    [Fact]
    public void Behaves_as_a_HAL_whatever_the_order()
    {
        Gen<(bool Share, int Start, int Length, int Direction, byte Byte)> step = Gen.Select(
            Gen.Frequency(
                (3, Gen.Const(true)),
                (2, Gen.Const(false))), Gen.Int[0,
                4000], Gen.OneOf(Gen.Int[1, 70],
                Gen.Int[1, 800]), Gen.Int[0,
                2], Gen.Byte);
        step.Array[1, 80].Sample(
            steps =>
            {
                var live = new List<(PhysAddr Paddr, DmaBuffer Buffer, BufferDirection Direction, byte[] Seen)>();
                using var pool = new BouncePool(new DmaAllocation(Base, _window.Buffer.Pointer), Slots * SlotSize, SlotSize);
                foreach ((bool share, int start, int length, int which, byte value) in steps)
                {
                    var direction = (BufferDirection)which;
                    DmaBuffer buffer = _memory.Buffer.Slice(start, length);
                    if (share)
                    {
                        buffer.AsSpan().Fill(value);
                        try
                        {
                            PhysAddr paddr = pool.Share(buffer, direction);
                            Assert.True(Device(paddr, length).SequenceEqual(buffer.AsSpan()));
                            Assert.True(paddr + (ulong)length <= Base + (Slots * SlotSize));
                            Assert.DoesNotContain(
                                live, other => paddr < other.Paddr + (ulong)other.Buffer.Length && other.Paddr < paddr + (ulong)length);
                            live.Add((paddr, buffer, direction, buffer.AsSpan().ToArray()));
                        }
                        catch (DmaException)
                        {
                            Assert.False(HasRoom(live.Select(other => (other.Paddr, other.Buffer.Length)), length));
                        }
                    }
                    else if (live.Count > 0)
                    {
                        (PhysAddr paddr, DmaBuffer shared, BufferDirection shareDirection, byte[] seen) = live[start % live.Count];
                        Assert.True(Device(paddr, shared.Length).SequenceEqual(seen)); // no other share has touched it
                        if (shareDirection != BufferDirection.DriverToDevice)
                        {
                            Device(paddr, shared.Length)[length % shared.Length] = value;
                        }

                        byte[] after = Device(paddr, shared.Length).ToArray();
                        byte[] before = shared.AsSpan().ToArray();
                        pool.Unshare(paddr, shared, shareDirection);
                        Assert.Equal(shareDirection == BufferDirection.DriverToDevice ? before : after, shared.AsSpan().ToArray());
                        live.RemoveAt(start % live.Count);
                    }

                    Assert.Equal(Slots - live.Sum(other => SlotsFor(other.Buffer.Length)), pool.FreeSlots);
                    Assert.Equal(live.Count, pool.LiveShares);
                }

                return true;
            },
            threads: 1,
            iter: 3000);
    }

    [Fact]
    public void Many_threads_share_the_pool()
    {
        int refused = 0;
        Crowd.Run(4, thread =>
        {
            var random = new Random(thread);
            DmaBuffer own = _memory.Buffer.Slice(thread * 8192, 8192);
            for (int i = 0; i < 20_000; i++)
            {
                DmaBuffer buffer = own.Slice(random.Next(4000), random.Next(1, 300));
                byte value = (byte)random.Next(256);
                buffer.AsSpan().Fill(value);
                try
                {
                    PhysAddr paddr = _pool.Share(buffer, BufferDirection.Both);
                    Assert.Equal(-1, Device(paddr, buffer.Length).IndexOfAnyExcept(value));
                    Device(paddr, buffer.Length).Fill((byte)~value);
                    _pool.Unshare(paddr, buffer, BufferDirection.Both);
                    Assert.Equal(-1, buffer.AsSpan().IndexOfAnyExcept((byte)~value));
                }
                catch (DmaException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });
        Assert.Equal((Slots, 0, 80_000L - refused), (_pool.FreeSlots, _pool.LiveShares, _pool.Bounces));
    }

    private static int SlotsFor(int length) => (length + SlotSize - 1) / SlotSize;

    private static bool HasRoom(IEnumerable<(PhysAddr Paddr, int Length)> live, int length)
    {
        bool[] taken = new bool[Slots];
        foreach ((PhysAddr paddr, int taking) in live)
        {
            Array.Fill(taken, true, (int)((paddr - Base) / SlotSize), SlotsFor(taking));
        }

        return Enumerable.Range(
            0, Math.Max(0, Slots - SlotsFor(length) + 1)).Any(first => !taken.AsSpan(first, SlotsFor(length)).Contains(true));
    }

    // What the device sees at an address of the pool.
    private Span<byte> Device(PhysAddr paddr, int length) => new(_window.Buffer.Pointer + (paddr - Base), length);
}
