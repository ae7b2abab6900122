using Devices;
using Hal;

namespace Drivers;

// Like offloaded sound effects: a block passes through several effects, each reading one buffer and writing the other. Source and target
// swap from stage to stage, with new shares in the right directions each time.
public sealed class EffectChain<THal>(DmaEngine dsp, PhysAddr[] programs)
    where THal : struct, IHal
{
    /// <returns>The buffer that has the result, or null.</returns>
    public DmaBuffer? Process(DmaBuffer block, DmaBuffer scratch)
    {
        if (block.Length != scratch.Length)
        {
            return null;
        }

        (DmaBuffer from, DmaBuffer to) = (block, scratch);
        foreach (PhysAddr program in programs)
        {
            if (!Stage(program, from, to))
            {
                return null;
            }

            (from, to) = (to, from);
        }

        return from;
    }

    private bool Stage(PhysAddr program, DmaBuffer from, DmaBuffer to)
    {
        using var source = new SharedScope<THal>(from, BufferDirection.DriverToDevice);
        using var target = new SharedScope<THal>(to, BufferDirection.DeviceToDriver);
        int load = dsp.Submit(source.Paddr, program, from.Length);
        if (load < 0)
        {
            return false;
        }

        int store = dsp.Submit(program, target.Paddr, to.Length);
        bool done = dsp.WaitFor(load, 20) && store >= 0 && dsp.WaitFor(store, 20);
        if (!done)
        {
            dsp.Terminate();
        }

        return done;
    }
}
