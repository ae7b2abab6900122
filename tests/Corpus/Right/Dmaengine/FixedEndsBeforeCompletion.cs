using System;
using Hal;
using Devices;

/// <summary>A copy engine's client whose array is allocated pinned.</summary>
public sealed unsafe class ManagedCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public byte[] Receive(PhysAddr source, int length)
    {
        byte[] data = GC.AllocateArray<byte>(length, pinned: true);
        DmaBuffer buffer;
        PhysAddr target;
        fixed (byte* pinned = data)
        {
            buffer = new DmaBuffer(pinned, length);
            target = THal.Share(buffer, BufferDirection.DeviceToDriver);
        }

        int cookie = _engine.Submit(source, target, length);
        while (!_engine.IsComplete(cookie))
        {
        }

        THal.Unshare(target, buffer, BufferDirection.DeviceToDriver);
        return data;
    }
}
