using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A memory balloon: pages are taken from the guest and lent to the host, and come back when it deflates. Each page is an allocation of
// one page that is given back by itself, and none while the host still has it.
public sealed unsafe class Balloon<THal>
    where THal : struct, IHal
{
    private const uint Inflate = 1;
    private const uint Deflate = 2;

    private readonly Mailbox _host;
    private readonly Stack<DmaAllocation> _lent = new();

    public Balloon(Mailbox host) => _host = host;

    public int Pages => _lent.Count;

    public void SetTarget(int pages)
    {
        while (_lent.Count < pages && TryLend())
        {
        }

        while (_lent.Count > pages && TryTakeBack())
        {
        }
    }

    private bool TryLend()
    {
        DmaAllocation page = THal.DmaAlloc(1, BufferDirection.Both);
        if (page.Paddr == default)
        {
            return false;
        }

        if (_host.Execute(Inflate, page.Paddr) != 0)
        {
            if (THal.DmaDealloc(page.Paddr, page.Vaddr, 1) != 0)
            {
                Log.Address(page.Paddr);
            }

            return false;
        }

        _lent.Push(page);
        return true;
    }

    private bool TryTakeBack()
    {
        if (!_lent.TryPeek(out DmaAllocation page) || _host.Execute(Deflate, page.Paddr) != 0)
        {
            return false;
        }

        _lent.Pop();
        int status = THal.DmaDealloc(page.Paddr, page.Vaddr, 1);
        if (status != 0)
        {
            Log.Info($"a page of the balloon was lost: {status}");
        }

        return status == 0;
    }
}
