using System;
using Hal;
using Devices;

/// <summary>A copy engine's client whose 'fixed' ends while its managed array is still shared.</summary>
public sealed unsafe class ManagedCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public byte[] Receive(PhysAddr source, int length)
    {
        byte[] data = new byte[length];
        DmaBuffer buffer;
        PhysAddr target;
        fixed (byte* pinned = data)
        {
            buffer = new DmaBuffer(pinned, length);
            target = THal.Share(buffer, BufferDirection.DeviceToDriver); //! HAL1008
        }

        int cookie = _engine.Submit(source, target, length);
        while (!_engine.IsComplete(cookie))
        {
        }

        THal.Unshare(target, buffer, BufferDirection.DeviceToDriver);
        return data;
    }
}
