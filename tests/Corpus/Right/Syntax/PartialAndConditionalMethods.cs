using System.Diagnostics;
using Devices;
using Hal;

/// <summary>Partial methods without a body, methods that exist only in debug builds, and code behind #if.</summary>
public sealed partial class Instrumented<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private int _live;

    partial void OnShared(PhysAddr at, DmaBuffer data);

    partial void OnUnshared(PhysAddr at);

    [Conditional("NEVER_DEFINED")]
    private void Count(int by) => _live += by;

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        OnShared(at, data);
        Count(+1);
#if NEVER_DEFINED
        if (_live > 10)
        {
            return -1;
        }
#endif
        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        OnUnshared(at);
        Count(-1);
        return status + _live;
    }
}
