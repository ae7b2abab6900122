using System;
using Hal;
using Devices;

/// <summary>A SCSI driver that decodes the sense data before it disposes of the memory.</summary>
public sealed class SenseDecoder<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _adapter = new();

    public int Request()
    {
        var memory = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        Span<byte> sense = memory.AsSpan();
        int status = _adapter.Execute(3, default, memory.Paddr);
        int key = status != 0 ? status : sense[2] & 0xF;
        memory.Dispose();
        return key;
    }
}
