using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>Arrays of the pinned heap stay where they are: the share may outlive the fixed statement, or never need one.</summary>
public sealed unsafe class PinnedHeap<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly byte[] _memory = GC.AllocateArray<byte>(4096, pinned: true);
    private PhysAddr _at;

    private DmaBuffer Whole => new((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0), _memory.Length);

    public void Start()
    {
        fixed (byte* start = _memory)
        {
            _at = THal.Share(new DmaBuffer(start, _memory.Length), BufferDirection.DeviceToDriver);
        }

        _device.Program(_at, _memory.Length);
    }

    public void Stop()
    {
        _device.Reset();
        THal.Unshare(_at, Whole, BufferDirection.DeviceToDriver);
    }

    public int Once()
    {
        byte[] page = GC.AllocateUninitializedArray<byte>(512, pinned: true);
        DmaBuffer buffer;
        fixed (byte* start = page)
        {
            buffer = new DmaBuffer(start, page.Length);
        }

        PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
        int status = _device.Start(at, buffer.Length);
        THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
        GC.KeepAlive(page);
        return status;
    }
}
