using System;
using Devices;
using Hal;

/// <summary>An array that comes from elsewhere may be pinned there: its fixed statement ends before the share does.</summary>
public sealed unsafe class CallerPins<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly byte[] _ring;
    private PhysAddr _at;

    public CallerPins(int size) => _ring = GC.AllocateArray<byte>(size, pinned: true);

    public PhysAddr Start(byte[] pinnedByCaller, out DmaBuffer buffer)
    {
        fixed (byte* memory = pinnedByCaller)
        {
            buffer = new DmaBuffer(memory, pinnedByCaller.Length);
            PhysAddr at = THal.Share(buffer, BufferDirection.DeviceToDriver);
            _device.Program(at, buffer.Length);
            return at;
        }
    }

    public void Open()
    {
        fixed (byte* memory = _ring)
        {
            _at = THal.Share(new DmaBuffer(memory, _ring.Length), BufferDirection.Both);
        }
    }

    public void Close()
    {
        _device.Reset();
        fixed (byte* memory = _ring)
        {
            THal.Unshare(_at, new DmaBuffer(memory, _ring.Length), BufferDirection.Both);
        }
    }
}
