using Hal;
using Devices;

/// <summary>A SCSI adapter that shares a constant text for the device to read, and DMA memory for its answer.</summary>
public sealed unsafe class VendorQuery<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _adapter = new();

    public int Identify()
    {
        using var answer = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        fixed (byte* text = "IDENTIFY"u8)
        {
            var query = new DmaBuffer(text, 8);
            PhysAddr address = THal.Share(query, BufferDirection.DriverToDevice);
            int status = _adapter.Execute(0xC0, address, answer.Paddr);
            THal.Unshare(address, query, BufferDirection.DriverToDevice);
            return status;
        }
    }
}
