using System.Runtime.InteropServices;
using Hal;
using Devices;

/// <summary>A USB host that ends the share of a transfer's data and then frees the data.</summary>
public sealed unsafe class BulkTransfer<THal>
    where THal : struct, IHal
{
    private readonly UsbHost _host = new();

    public int Read(Urb urb, int length)
    {
        void* data = NativeMemory.Alloc((nuint)length);
        var buffer = new DmaBuffer((byte*)data, length);
        urb.Address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        PhysAddr mapped = urb.Address;
        int status = _host.Submit(urb);
        if (status != 0)
        {
            Log.Info("the transfer was refused");
        }

        THal.Unshare(mapped, buffer, BufferDirection.DeviceToDriver);
        NativeMemory.Free(data);
        return status;
    }
}
