using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The computation of a stripe's parity by an offload engine. Sources are shared one by one with their count kept, and the finally ends
// exactly those and the destination.
internal sealed class ParityEngine<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public ParityEngine(DmaEngine engine) => _engine = engine;

    public bool Compute(DmaBuffer[] disks, DmaBuffer parity)
    {
        var sources = new PhysAddr[disks.Length];
        int shared = 0;
        PhysAddr target = THal.Share(parity, Both);
        try
        {
            for (; shared < disks.Length; shared++)
            {
                sources[shared] = THal.Share(disks[shared], DriverToDevice);
            }

            foreach (PhysAddr source in sources)
            {
                if (!RunOne(source, target, parity.Length))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            for (int i = 0; i < shared; i++)
            {
                THal.Unshare(sources[i], disks[i], DriverToDevice);
            }

            THal.Unshare(target, parity, Both);
        }
    }

    private bool RunOne(PhysAddr source, PhysAddr target, int length)
    {
        int cookie = _engine.Submit(source, target, length);
        if (cookie < 0)
        {
            return false;
        }

        if (!_engine.WaitFor(cookie, 100))
        {
            _engine.Terminate();
            return false;
        }

        return true;
    }
}
