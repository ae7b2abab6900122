using System.Runtime.InteropServices;
using Hal;
using Devices;

// Follows a fix in EDK2, e69d7653b9.
/// <summary>A USB host that frees the data of a transfer and then ends its share.</summary>
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

        NativeMemory.Free(data); //! HAL1008
        THal.Unshare(mapped, buffer, BufferDirection.DeviceToDriver);
        return status;
    }
}
