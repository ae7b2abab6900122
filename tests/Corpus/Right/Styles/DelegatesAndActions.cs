using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

public sealed class DelegatesAndActions<THal>(Device device) where THal : struct, IHal
{
    private Action? _cleanup;

    public void Begin(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DeviceToDriver);
        _cleanup += () => THal.Unshare(a, b, BufferDirection.DeviceToDriver);
        device.OnCompleted(Finish);
        device.Submit(a);
    }

    private void Finish()
    {
        Action? cleanup = Interlocked.Exchange(ref _cleanup, null);
        cleanup?.Invoke();
    }

    public bool Scoped(DmaBuffer x, DmaBuffer y)
    {
        var undo = new Stack<Action>();
        try
        {
            PhysAddr a = THal.Share(x, BufferDirection.DriverToDevice);
            undo.Push(() => THal.Unshare(a, x, BufferDirection.DriverToDevice));
            if (!device.Submit(a))
            {
                return false;
            }

            PhysAddr c = THal.Share(y, BufferDirection.DriverToDevice);
            undo.Push(() => THal.Unshare(c, y, BufferDirection.DriverToDevice));
            return device.Submit(c) && device.Wait(3);
        }
        finally
        {
            while (undo.TryPop(out Action? action))
            {
                action();
            }
        }
    }
}
