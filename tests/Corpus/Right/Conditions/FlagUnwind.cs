using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A transfer function that notes in flags how far it came. The end of the function looks at the flags in the reverse order of the steps.
internal sealed class FlagUnwind<THal>
    where THal : struct, IHal
{
    [Flags]
    private enum Progress
    {
        None = 0,
        Powered = 1,
        SourceShared = 2,
        TargetShared = 4,
        Running = 8,
    }

    private readonly PowerDomain _power;
    private readonly DmaEngine _engine;

    public FlagUnwind(PowerDomain power, DmaEngine engine)
    {
        _power = power;
        _engine = engine;
    }

    public bool Copy(DmaBuffer source, DmaBuffer target)
    {
        var progress = Progress.None;
        PhysAddr from = default;
        PhysAddr to = default;
        try
        {
            if (_power.Enable() != 0)
            {
                return false;
            }

            progress |= Progress.Powered;
            from = THal.Share(source, DriverToDevice);
            progress |= Progress.SourceShared;
            to = THal.Share(target, DeviceToDriver);
            progress |= Progress.TargetShared;
            int cookie = _engine.Submit(from, to, Math.Min(source.Length, target.Length));
            if (cookie < 0)
            {
                return false;
            }

            progress |= Progress.Running;
            if (!_engine.WaitFor(cookie, 1000))
            {
                return false;
            }

            progress &= ~Progress.Running;
            return true;
        }
        finally
        {
            if ((progress & Progress.Running) != 0)
            {
                _engine.Terminate();
            }

            if ((progress & Progress.TargetShared) != 0)
            {
                THal.Unshare(to, target, DeviceToDriver);
            }

            if ((progress & Progress.SourceShared) != 0)
            {
                THal.Unshare(from, source, DriverToDevice);
            }

            if ((progress & Progress.Powered) != 0)
            {
                _power.Disable();
            }
        }
    }
}
