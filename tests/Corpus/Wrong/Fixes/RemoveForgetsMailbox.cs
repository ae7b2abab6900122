using Devices;
using Hal;

/// <summary>remove(): the mailbox memory allocated in probe() is never freed.</summary>
public sealed class RemoveForgetsMailbox<THal>(VirtioTransport transport) where THal : struct, IHal
{
    private Dma<THal>? _ring;
    private Dma<THal>? _mailbox;

    public void Probe()
    {
        _ring = new Dma<THal>(1, BufferDirection.Both);
        _mailbox = new Dma<THal>(1, BufferDirection.Both); //! HAL2002
        transport.SetQueue(0, _ring.Paddr, 32);
        transport.SetQueue(1, _mailbox.Paddr, 32);
    }

    public void Remove()
    {
        transport.Reset();
        _ring?.Dispose();
        _ring = null;
    }
}
