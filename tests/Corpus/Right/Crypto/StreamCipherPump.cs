using Devices;
using Hal;

namespace Drivers;

// Like TLS offload's record pump: records are taken from one queue, ciphered, and passed to another. The transmit share of a record is
// handed to the queue that ends it; a refused one ends here.
public sealed class RecordPump<THal>
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;
    private readonly Queue _wire;
    private readonly PhysAddr _key;

    public RecordPump(CryptoUnit unit, Queue wire, Dma<THal> key)
    {
        _unit = unit;
        _wire = wire;
        _key = key.Paddr;
    }

    public bool Pump(DmaBuffer record)
    {
        if (!Cipher(record))
        {
            return false;
        }

        PhysAddr address = THal.Share(record, BufferDirection.DriverToDevice);
        switch (_wire.AddOrError(address, record))
        {
            case 0:
                return true;
            case -28:
                Reap();
                if (_wire.TryAdd(address, record))
                {
                    return true;
                }

                break;
        }

        THal.Unshare(address, record, BufferDirection.DriverToDevice);
        return false;
    }

    public int Reap()
    {
        int reaped = 0;
        for (; _wire.TryPop(out PhysAddr address, out DmaBuffer record); reaped++)
        {
            THal.Unshare(address, record, BufferDirection.DriverToDevice);
        }

        return reaped;
    }

    private bool Cipher(DmaBuffer record)
    {
        using var both = new SharedScope<THal>(record, BufferDirection.Both);
        return _unit.Encrypt(both.Paddr, both.Paddr, _key, record.Length) == 0;
    }
}
