using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: bcmgenet: Fix unmapping of fragments in bcmgenet_xmit()" (876dbadd53a7): the way back ended one fragment
// too early.
public sealed unsafe class BcmgenetTransmit<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;

    public BcmgenetTransmit(Ring ring) => _ring = ring;

    public bool Transmit(DmaBuffer[] fragments)
    {
        var addresses = new PhysAddr[fragments.Length];
        int mapped = 0;
        try
        {
            for (; mapped < fragments.Length; mapped++)
            {
                addresses[mapped] = THal.Share(fragments[mapped], DriverToDevice); //! HAL1002 (no fix: table)
            }
        }
        catch (DmaException)
        {
            for (int i = mapped - 1; i > 0; i--)
            {
                THal.Unshare(addresses[i], fragments[i], DriverToDevice);
            }

            return false;
        }

        int last = 0;
        for (int i = 0; i < fragments.Length; i++)
        {
            last = (_ring.Head + i) % _ring.Size;
            _ring.Post(last, addresses[i], fragments[i].Length);
        }

        _ring.Doorbell();
        while (!_ring.IsDone(last))
        {
            Thread.Yield();
        }

        for (int i = 0; i < fragments.Length; i++)
        {
            THal.Unshare(addresses[i], fragments[i], DriverToDevice);
        }

        return true;
    }
}
