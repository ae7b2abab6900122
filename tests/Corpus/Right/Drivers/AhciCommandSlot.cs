using System;
using Devices;
using Hal;

/// <summary>An AHCI port: a command table per slot in DMA memory, and slots freed by the interrupt's bit mask.</summary>
public sealed unsafe class AhciPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _tables = new(32, BufferDirection.Both);
    private readonly Shared<THal>[]?[] _slots = new Shared<THal>[]?[32];
    private readonly MmioRegion _port;
    private uint _busy;

    public AhciPort(MmioRegion port) => _port = port;

    public int Issue(ReadOnlySpan<Fragment> fragments, bool write)
    {
        int slot = System.Numerics.BitOperations.TrailingZeroCount(~_busy);
        if (slot == 32)
        {
            return -16;
        }

        BufferDirection direction = write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        var shares = new Shared<THal>[fragments.Length];
        int mapped = 0;
        try
        {
            foreach (Fragment fragment in fragments)
            {
                var share = new Shared<THal>(fragment.Buffer, direction);
                shares[mapped] = share;
                Descriptor* entry = _tables.Pointer<Descriptor>((nuint)(slot * 4096 + 128 + mapped * sizeof(Descriptor)));
                entry->Address = share.Paddr.Value;
                entry->Length = (uint)(fragment.Length - 1);
                mapped++;
            }
        }
        catch (DmaException)
        {
            for (int i = 0; i < mapped; i++)
            {
                shares[i].Unshare();
            }

            return -12;
        }

        _slots[slot] = shares;
        _busy |= 1u << slot;
        _port.Write32(0x38, 1u << slot);
        return slot;
    }

    public void Interrupt()
    {
        uint done = _busy & ~_port.Read32(0x38);
        while (done != 0)
        {
            int slot = System.Numerics.BitOperations.TrailingZeroCount(done);
            done &= done - 1;
            End(slot);
        }
    }

    private void End(int slot)
    {
        foreach (Shared<THal> share in _slots[slot] ?? Array.Empty<Shared<THal>>())
        {
            share.Unshare();
        }

        _slots[slot] = null;
        _busy &= ~(1u << slot);
    }

    public void Dispose()
    {
        _port.Write32(0x18, 0);
        for (int slot = 0; slot < 32; slot++)
        {
            End(slot);
        }

        _tables.Dispose();
    }
}
