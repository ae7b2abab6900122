using Hal;
using Devices;

/// <summary>A SCSI adapter whose scatter entry is given the address the HAL returned.</summary>
public sealed unsafe class ScatterEntry<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _adapter = new();

    public int Read(byte* data, int length)
    {
        var buffer = new DmaBuffer(data, length);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        using var list = new Dma<THal>(1, BufferDirection.DriverToDevice);
        int status = _adapter.Execute(0x28, list.Paddr);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return status;
    }
}
