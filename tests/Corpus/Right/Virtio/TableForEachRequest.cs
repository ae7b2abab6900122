using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A request with an indirect table: a table of descriptors is allocated for each request that needs one. The raw allocation is tested,
// kept with its page count, and given back with it after the completion.
public sealed unsafe class IndirectRequests<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly Dictionary<int, Request> _requests = new();

    public IndirectRequests(Ring ring) => _ring = ring;

    public int Submit(IReadOnlyList<DmaBuffer> parts)
    {
        nuint pages = HalConstants.PagesFor((nuint)(parts.Count * sizeof(Descriptor)));
        if (pages == 0)
        {
            return -22;
        }

        DmaAllocation table = THal.DmaAlloc(pages, BufferDirection.DriverToDevice);
        if (table.Paddr == default)
        {
            return -12;
        }

        var request = new Request(table, pages, new List<Shared<THal>>(parts.Count));
        try
        {
            var entries = (Descriptor*)table.Vaddr;
            for (int i = 0; i < parts.Count; i++)
            {
                var share = new Shared<THal>(parts[i], BufferDirection.DriverToDevice);
                request.Shares.Add(share);
                entries[i].Address = share.Paddr.Value;
                entries[i].Length = (uint)parts[i].Length;
            }
        }
        catch
        {
            End(request);
            throw;
        }

        if (!_ring.TryPost(table.Paddr, parts.Count * sizeof(Descriptor), out int index))
        {
            End(request);
            return -28;
        }

        _requests[index] = request;
        _ring.Doorbell();
        return index;
    }

    public void Reap()
    {
        while (_ring.TryTake(out int index, out _))
        {
            if (_requests.Remove(index, out Request? request))
            {
                End(request);
            }
        }
    }

    public void Stop()
    {
        _ring.Stop();
        foreach (Request request in _requests.Values)
        {
            End(request);
        }

        _requests.Clear();
    }

    private static void End(Request request)
    {
        request.Shares.ForEach(static share => share.Unshare());
        if (THal.DmaDealloc(request.Table.Paddr, request.Table.Vaddr, request.Pages) != 0)
        {
            Log.Info("a table was not given back");
        }
    }

    private sealed record Request(DmaAllocation Table, nuint Pages, List<Shared<THal>> Shares);
}
