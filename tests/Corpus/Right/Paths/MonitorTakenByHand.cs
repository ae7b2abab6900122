using System.Threading;
using Devices;
using Hal;

/// <summary>The lock statement written out: Monitor.Enter with its flag, and the share inside the same try.</summary>
public sealed class SharedBus<THal>
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly Device _bus = new();

    public bool Exchange(DmaBuffer frame)
    {
        bool taken = false;
        PhysAddr at = default;
        try
        {
            Monitor.TryEnter(_gate, 50, ref taken);
            if (!taken)
            {
                return false;
            }

            at = THal.Share(frame, BufferDirection.Both);
            return _bus.Submit(at, frame.Length) && _bus.Wait(5);
        }
        finally
        {
            if (taken)
            {
                if (at != default)
                {
                    THal.Unshare(at, frame, BufferDirection.Both);
                }

                Monitor.Exit(_gate);
            }
        }
    }
}
