using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "mwifiex: pcie: don't leak DMA buffers when removing": the sleep cookie was allocated with the other buffers,
// and nothing on the way of removal frees it.
public sealed class MwifiexPcie<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _card;
    private readonly Dma<THal> _transmitRing;
    private readonly Dma<THal> _eventRing;
    private readonly Dma<THal> _sleepCookie;

    public MwifiexPcie(Device card)
    {
        _card = card;
        _transmitRing = new Dma<THal>(1, BufferDirection.Both);
        _eventRing = new Dma<THal>(1, BufferDirection.Both);
        _sleepCookie = new Dma<THal>(1, BufferDirection.DeviceToDriver);
        card.Program(_transmitRing.Paddr, HalConstants.PageSize);
        card.Program(_eventRing.Paddr, HalConstants.PageSize);
        card.Program(_sleepCookie.Paddr, sizeof(uint));
    }

    public unsafe bool IsAsleep => *_sleepCookie.Pointer<uint>(0) == 0xAD51;

    public void Dispose()
    {
        _card.Reset();
        FreeRings();
    }

    private void FreeRings()
    {
        _eventRing.Dispose();
        _transmitRing.Dispose();
        _sleepCookie.Dispose();
    }
}
