using System;
using System.Collections.Generic;
using Devices;
using Hal;

public sealed record InFlight<THal>(Shared<THal> Data, Shared<THal>? Status, int Id) : IDisposable where THal : struct, IHal
{
    public void Dispose()
    {
        Status?.Unshare();
        Data.Unshare();
    }
}

public sealed class RecordTable<THal>(Device device) where THal : struct, IHal
{
    private readonly List<InFlight<THal>> _table = [];

    public void Add(DmaBuffer data, DmaBuffer status)
    {
        var entry = new InFlight<THal>(
            new Shared<THal>(data, BufferDirection.DriverToDevice),
            status.IsEmpty ? null : new Shared<THal>(status, BufferDirection.DeviceToDriver),
            _table.Count);
        _table.Add(entry);
        device.Submit(entry.Data.Paddr);
    }

    public void Complete(int id)
    {
        int index = _table.FindIndex(e => e.Id == id);
        if (index >= 0)
        {
            InFlight<THal> entry = _table[index];
            _table.RemoveAt(index);
            entry.Dispose();
        }
    }
}
