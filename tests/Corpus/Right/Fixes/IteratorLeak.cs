using System.Collections.Generic;
using Devices;
using Hal;

public sealed class IteratorLeak<THal>(Device device) where THal : struct, IHal
{
    public IEnumerable<int> Send(DmaBuffer[] buffers)
    {
        foreach (DmaBuffer b in buffers)
        {
            PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
            if (!device.Submit(a))
            {
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                yield break;
            }

            device.Wait(10);
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            yield return b.Length;
        }
    }
}
