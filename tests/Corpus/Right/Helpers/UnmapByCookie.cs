using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An older driver's table of requests by cookie, with helper methods that map and unmap and report by status code. A request enters the
// table only after the device took it; the unmap helper empties the entry that it ends.
public sealed class CookieTable<THal>(DmaEngine engine, PhysAddr target)
    where THal : struct, IHal
{
    private struct Request
    {
        public int Cookie;
        public PhysAddr Address;
        public DmaBuffer Data;
    }

    private readonly Request[] _requests = new Request[16];

    public int Start(DmaBuffer data)
    {
        int slot = FindFree();
        if (slot < 0)
        {
            return -16;
        }

        int status = Map(ref _requests[slot], data);
        if (status != 0)
        {
            return status;
        }

        int cookie = engine.Submit(_requests[slot].Address, target, data.Length);
        if (cookie < 0)
        {
            Unmap(ref _requests[slot]);
            return cookie;
        }

        _requests[slot].Cookie = cookie;
        return slot;
    }

    public bool Finish(int slot)
    {
        ref Request request = ref _requests[slot];
        if (request.Data.IsEmpty || !engine.IsComplete(request.Cookie))
        {
            return false;
        }

        Unmap(ref request);
        return true;
    }

    public void TerminateAll()
    {
        engine.Terminate();
        for (int i = 0; i < _requests.Length; i++)
        {
            if (!_requests[i].Data.IsEmpty)
            {
                Unmap(ref _requests[i]);
            }
        }
    }

    private int FindFree() => Array.FindIndex(_requests, r => r.Data.IsEmpty);

    private static int Map(ref Request request, DmaBuffer data)
    {
        try
        {
            request.Address = THal.Share(data, DriverToDevice);
            request.Data = data;
            return 0;
        }
        catch (DmaException)
        {
            return -12;
        }
    }

    private static void Unmap(ref Request request)
    {
        THal.Unshare(request.Address, request.Data, DriverToDevice);
        request = default;
    }
}
