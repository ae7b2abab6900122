using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Shares that are made in initializers: of objects, records, dictionaries, collections, anonymous types.
public sealed class InitializersHold<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private sealed class Job
    {
        public required DmaBuffer Buffer { get; init; }

        public required PhysAddr Paddr { get; init; }

        public Job? Next { get; set; }
    }

    private sealed record Plan(PhysAddr First)
    {
        public PhysAddr Second { get; init; }
    }

    private readonly List<Job> _jobs = [];
    private Plan? _plan;

    public void ByObject(DmaBuffer buffer) => _jobs.Add(new Job { Buffer = buffer, Paddr = THal.Share(buffer, Both) });

    public void ByChain(DmaBuffer first, DmaBuffer second) => _jobs.Add(new()
    {
        Buffer = first,
        Paddr = THal.Share(first, Both),
        Next = new() { Buffer = second, Paddr = THal.Share(second, Both) },
    });

    public void ByRecord(DmaBuffer first, DmaBuffer second)
    {
        _plan = new Plan(THal.Share(first, DriverToDevice));
        _plan = _plan with { Second = THal.Share(second, DriverToDevice) };
    }

    public static Dictionary<string, PhysAddr> ByDictionary(DmaBuffer input, DmaBuffer output) => new()
    {
        ["input"] = THal.Share(input, DriverToDevice),
        ["output"] = THal.Share(output, DeviceToDriver),
    };

    public static PhysAddr[] ByCollection(DmaBuffer first, params DmaBuffer[] rest) =>
        [THal.Share(first, DriverToDevice), .. rest.Select(part => THal.Share(part, DriverToDevice))];

    public int ByAnonymous(DmaBuffer input, DmaBuffer output)
    {
        var pair = new { Input = THal.Share(input, DriverToDevice), Output = THal.Share(output, DeviceToDriver) };
        int pushed = queue.PushMany([pair.Input, pair.Output], [input, output]);
        while (!queue.TryFinish(pair.Output))
        {
            queue.Poll();
        }

        THal.Unshare(pair.Output, output, DeviceToDriver);
        THal.Unshare(pair.Input, input, DriverToDevice);
        return pushed;
    }
}
