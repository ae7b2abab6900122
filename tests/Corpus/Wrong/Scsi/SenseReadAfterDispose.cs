using System;
using Hal;
using Devices;

// Like fixes in Linux (drivers/scsi, a status that is read after its memory was freed).
/// <summary>A SCSI driver that decodes the sense data after it disposed of the memory.</summary>
public sealed class SenseDecoder<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _adapter = new();

    public int Request()
    {
        var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        Span<byte> sense = memory.AsSpan();
        int status = _adapter.Execute(3, default, memory.Paddr);
        memory.Dispose();
        return status != 0 ? status : sense[2] & 0xF; //! HAL2008
    }
}
