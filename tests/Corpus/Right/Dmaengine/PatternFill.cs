using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A frame store is cleared by the engine's fill, in stripes with a cookie each, all waited for at the end. The target is one share for
// all stripes; it ends when every cookie is done or the engine was stopped.
public sealed class StripeFill<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public StripeFill(DmaEngine engine) => _engine = engine;

    public bool Clear(DmaBuffer store, int stripeBytes, byte value)
    {
        PhysAddr target = THal.Share(store, BufferDirection.DeviceToDriver);
        var cookies = new List<int>();
        bool good = true;
        for (int offset = 0; good && offset < store.Length; offset += stripeBytes)
        {
            int cookie = _engine.SubmitFill(target + offset, Math.Min(stripeBytes, store.Length - offset), value);
            good = cookie >= 0;
            if (good)
            {
                cookies.Add(cookie);
            }
        }

        foreach (int cookie in cookies)
        {
            good = good && _engine.WaitFor(cookie, 50);
        }

        if (!good)
        {
            _engine.Terminate();
        }

        THal.Unshare(target, store, BufferDirection.DeviceToDriver);
        return good;
    }
}
