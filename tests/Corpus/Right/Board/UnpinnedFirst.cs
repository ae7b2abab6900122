using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (unpin_user_pages before the unmap): the inner finally lets the array go, the outer one ends the share.
public sealed unsafe class UnpinnedFirst<THal>(Device device)
    where THal : struct, IHal
{
    public bool Write(byte[] data)
    {
        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        var buffer = new DmaBuffer((byte*)pin.AddrOfPinnedObject(), data.Length);
        try
        {
            PhysAddr address = THal.Share(buffer, DriverToDevice);
            try
            {
                return device.Submit(address, data.Length) && device.Wait(100);
            }
            finally
            {
                device.Reset();
                THal.Unshare(address, buffer, DriverToDevice);
            }
        }
        finally
        {
            pin.Free();
        }
    }
}
