using Hal;
using Devices;

// Like fixes in Linux (drivers/scsi, ips and others: a pointer where a bus address belongs).
/// <summary>A SCSI adapter whose scatter entry is given the CPU's pointer as a bus address.</summary>
public sealed unsafe class ScatterEntry<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _adapter = new();

    public int Read(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        using var list = new Dma<THal>(1, BufferDirection.DriverToDevice);
        int status = _adapter.Execute(0x28, new PhysAddr((ulong)(nuint)list.Vaddr(0))); //! HAL1015
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return status;
    }
}
