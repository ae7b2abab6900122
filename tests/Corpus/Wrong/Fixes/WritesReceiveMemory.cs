using Devices;
using Hal;

public sealed unsafe class WritesReceiveMemory<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public int Query()
    {
        using var reply = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        reply.AsSpan().Fill(0xff); //! HAL2011
        return mailbox.Execute(4, reply.Paddr);
    }
}
