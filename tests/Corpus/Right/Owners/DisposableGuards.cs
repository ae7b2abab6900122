using System;
using Devices;
using Hal;

namespace Drivers;

// A mapping, a power vote and a chip select as guards of their own, each with a Dispose. The guards end in the reverse order of their
// making, the share after the bus has stopped.
public readonly struct PowerVote : IDisposable
{
    private readonly PowerDomain? _domain;

    private PowerVote(PowerDomain? domain) => _domain = domain;

    public bool Held => _domain is not null;

    public static PowerVote Cast(PowerDomain domain) => new(domain.Enable() == 0 ? domain : null);

    public void Dispose() => _domain?.Disable();
}

public readonly struct ChipSelect : IDisposable
{
    private readonly SpiController _bus;

    public ChipSelect(SpiController bus, int chip)
    {
        _bus = bus;
        _bus.SelectChip(chip);
    }

    public void Dispose() => _bus.ReleaseChip();
}

public sealed class GuardedAdc<THal>
    where THal : struct, IHal
{
    private readonly SpiController _bus;
    private readonly PowerDomain _domain;

    public GuardedAdc(SpiController bus, PowerDomain domain)
    {
        _bus = bus;
        _domain = domain;
    }

    public bool Sample(DmaBuffer command, DmaBuffer samples)
    {
        using PowerVote vote = PowerVote.Cast(_domain);
        if (!vote.Held)
        {
            return false;
        }

        using var transmit = new SharedScope<THal>(command, BufferDirection.DriverToDevice);
        using var receive = new SharedScope<THal>(samples, BufferDirection.DeviceToDriver);
        using var select = new ChipSelect(_bus, 1);
        if (_bus.Start(transmit.Paddr, receive.Paddr, command.Length) < 0)
        {
            return false;
        }

        if (_bus.WaitIdle(10))
        {
            return true;
        }

        _bus.Abort();
        return false;
    }
}
