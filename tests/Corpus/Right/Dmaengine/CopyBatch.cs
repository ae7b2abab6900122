using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Copies many blocks by an engine and reports in out parameters how far it got. Each pair is ended after its cookie is complete; when
// one fails the engine is stopped before the rest is ended.
public sealed class CopyBatch<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private readonly record struct Copy(PhysAddr Source, PhysAddr Target, int Cookie);

    public bool TryCopy(DmaBuffer[] sources, DmaBuffer[] targets, out int copied, out int error)
    {
        copied = 0;
        error = 0;
        var copies = new List<Copy>(sources.Length);
        for (int i = 0; i < sources.Length && error == 0; i++)
        {
            error = Start(sources[i], targets[i], copies);
        }

        bool healthy = true;
        for (int i = 0; i < copies.Count; i++)
        {
            healthy = healthy && engine.WaitFor(copies[i].Cookie, 500);
            if (!healthy)
            {
                break;
            }

            copied++;
        }

        if (!healthy)
        {
            error = engine.LastError;
            engine.Terminate();
        }

        for (int i = 0; i < copies.Count; i++)
        {
            THal.Unshare(copies[i].Source, sources[i], DriverToDevice);
            THal.Unshare(copies[i].Target, targets[i], DeviceToDriver);
        }

        return error == 0 && healthy;
    }

    private int Start(DmaBuffer source, DmaBuffer target, List<Copy> copies)
    {
        PhysAddr from;
        PhysAddr to = default;
        try
        {
            from = THal.Share(source, DriverToDevice);
            try
            {
                to = THal.Share(target, DeviceToDriver);
            }
            finally
            {
                if (to == default)
                {
                    THal.Unshare(from, source, DriverToDevice);
                }
            }
        }
        catch (DmaException)
        {
            return -12;
        }

        int cookie = engine.Submit(from, to, source.Length);
        if (cookie >= 0)
        {
            copies.Add(new Copy(from, to, cookie));
            return 0;
        }

        THal.Unshare(to, target, DeviceToDriver);
        THal.Unshare(from, source, DriverToDevice);
        return cookie;
    }
}
