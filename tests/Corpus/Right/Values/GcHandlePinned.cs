using System.Runtime.InteropServices;
using Devices;
using Hal;

/// <summary>A pinned GCHandle is freed after Unshare, in a finally of its own.</summary>
public sealed unsafe class HandlePinned<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(byte[] data)
    {
        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            var buffer = new DmaBuffer((byte*)pin.AddrOfPinnedObject(), data.Length);
            PhysAddr at = THal.Share(buffer, BufferDirection.DriverToDevice);
            try
            {
                return _device.Start(at, data.Length);
            }
            finally
            {
                THal.Unshare(at, buffer, BufferDirection.DriverToDevice);
            }
        }
        finally
        {
            pin.Free();
        }
    }
}
