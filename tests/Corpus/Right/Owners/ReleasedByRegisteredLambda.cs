using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;

/// <summary>The constructor registers lambdas that end what it shared, with a token and in a list of its own.</summary>
public sealed class RegisteredCleanup<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<Action> _cleanup = new();
    private readonly PhysAddr _log;
    private readonly PhysAddr _table;

    public RegisteredCleanup(DmaBuffer log, DmaBuffer table, CancellationToken stopping)
    {
        _log = THal.Share(log, BufferDirection.DeviceToDriver);
        stopping.Register(() => THal.Unshare(_log, log, BufferDirection.DeviceToDriver));
        _table = THal.Share(table, BufferDirection.DriverToDevice);
        _cleanup.Add(() => THal.Unshare(_table, table, BufferDirection.DriverToDevice));
    }

    public void Program(Device device)
    {
        device.Program(_log, 4096);
        device.Program(_table, 4096);
    }

    public void Dispose()
    {
        _cleanup.ForEach(static step => step());
        _cleanup.Clear();
    }
}
