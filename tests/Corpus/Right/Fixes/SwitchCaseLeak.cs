using System;
using Devices;
using Hal;

public sealed class SwitchCaseLeak<THal>(VendorQueue queue, Device device) where THal : struct, IHal
{
    public int Run(DmaBuffer b, int mode)
    {
        PhysAddr a = THal.Share(b, BufferDirection.Both);
        switch (mode)
        {
            case 0:
                device.Program(a, b.Length);
                break;
            case 1:
                device.Submit(a);
                device.Wait(10);
                break;
            case 2:
                THal.Unshare(a, b, BufferDirection.Both);
                return -22;
            default:
                THal.Unshare(a, b, BufferDirection.Both);
                throw new ArgumentOutOfRangeException(nameof(mode));
        }

        device.Reset();
        THal.Unshare(a, b, BufferDirection.Both);
        return queue.Free;
    }
}
