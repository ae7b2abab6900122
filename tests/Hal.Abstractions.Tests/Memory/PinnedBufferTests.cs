using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using Xunit;

namespace Hal.Tests.Memory;

public unsafe class PinnedBufferTests
{
    [Fact]
    public void Managed_memory_is_named_where_it_lies()
    {
        byte[] array = new byte[100];
        using var pinned = new PinnedBuffer(array.AsMemory(10, 20));
        Assert.Equal(20, pinned.Buffer.Length);
        pinned.Buffer[0] = 42;
        Assert.Equal(42, array[10]);
    }

    [Fact]
    public void Managed_memory_stays_alive_and_in_place()
    {
        (PinnedBuffer pinned, WeakReference array) = Pin();
        byte* before = pinned.Buffer.Pointer;
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal((nuint)before, AddressOf(array));
        Assert.Equal(7, *before);

        pinned.Dispose();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true);
        Assert.False(array.IsAlive);
        GC.KeepAlive(pinned);

        // In methods of their own, so that no local of this one keeps the array alive.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static nuint AddressOf(WeakReference array)
        {
            fixed (byte* address = (byte[])array.Target!)
            {
                return (nuint)address;
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (PinnedBuffer, WeakReference) Pin()
        {
            _ = new byte[333]; // something to move over
            byte[] array = new byte[64];
            array[0] = 7;
            return (new PinnedBuffer(array), new WeakReference(array));
        }
    }

    [Fact]
    public void Memory_of_a_manager_is_pinned_and_unpinned_once()
    {
        using var manager = new CountingManager();
        var pinned = new PinnedBuffer(manager.Memory);
        Assert.Equal(1, manager.Pins);
        pinned.Dispose();
        pinned.Dispose();
        Assert.Equal(0, manager.Pins);
    }

    [Fact]
    public void Native_memory_is_zeroed_and_aligned()
    {
        foreach (int length in new[] { 1, 63, 64, 65, 100_000 })
        {
            using var native = new PinnedBuffer(length);
            Assert.Equal(length, native.Buffer.Length);
            Assert.Equal(0u, (nuint)native.Buffer.Pointer % 64);
            Assert.True(native.Buffer.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        }
    }

    [Fact]
    public void Empty_memory_is_refused() =>
        Assert.Equal("memory", Assert.Throws<ArgumentException>(() => new PinnedBuffer(Memory<byte>.Empty)).ParamName);

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void A_length_below_one_is_refused(int length)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new PinnedBuffer(length));
        Assert.Contains(length.ToString(), exception.Message);
    }

    [Fact]
    public void After_Dispose_the_memory_is_refused()
    {
        var managed = new PinnedBuffer(new byte[8]);
        var native = new PinnedBuffer(8);
        managed.Dispose();
        native.Dispose();
        Assert.Throws<ObjectDisposedException>(() => managed.Buffer);
        Assert.Throws<ObjectDisposedException>(() => native.Buffer);
    }

    [Fact]
    public void Many_threads_release_once()
    {
        const int Rounds = 20_000;
        using var manager = new CountingManager();
        var all = new PinnedBuffer[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            all[i] = new PinnedBuffer(manager.Memory);
        }

        Crowd.InStep(Rounds, round => all[round].Dispose());
        Assert.Equal(0, manager.Pins); // a second Unpin would make it negative
    }

    private sealed class CountingManager : MemoryManager<byte>
    {
        private readonly byte[] _array = GC.AllocateArray<byte>(32, pinned: true);
        private int _pins;

        public int Pins => _pins;

        public override Span<byte> GetSpan() => _array;

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            System.Threading.Interlocked.Increment(ref _pins);
            return new MemoryHandle(Unsafe.AsPointer(ref _array[elementIndex]), pinnable: this);
        }

        public override void Unpin()
        {
            System.Threading.Thread.SpinWait(20); // room for a second thread to arrive
            System.Threading.Interlocked.Decrement(ref _pins);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
