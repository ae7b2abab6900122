using System;
using System.Runtime.CompilerServices;
using Devices;
using Hal;

/// <summary>Shares that live as long as the process: a static constructor makes one, ProcessExit and a Shutdown method end them.</summary>
public static class ForLife<THal>
    where THal : struct, IHal
{
    private static readonly PinnedBuffer s_memory = new(8192);
    private static readonly PhysAddr s_log;
    private static Shared<THal>? s_table;

    static ForLife()
    {
        DmaBuffer log = s_memory.Buffer.Slice(0, 4096);
        s_log = THal.Share(log, BufferDirection.DeviceToDriver);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => THal.Unshare(s_log, log, BufferDirection.DeviceToDriver);
    }

    public static void Start(Device device)
    {
        s_table ??= new Shared<THal>(s_memory.Buffer.Slice(4096, 4096), BufferDirection.Both);
        device.Program(s_log, 4096);
        device.Program(s_table.Value.Paddr, 4096);
    }

    public static void Shutdown(Device device)
    {
        device.Reset();
        s_table?.Unshare();
        s_table = null;
    }
}
