using Devices;
using Hal;

public sealed unsafe class WritesReceiveMemory<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public int Query()
    {
        using var reply = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        int error = mailbox.Execute(4, reply.Paddr);
        return error != 0 ? error : reply.AsSpan()[0];
    }
}
